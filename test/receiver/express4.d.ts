/** Version 4, installed beside version 5 under this name; what is used of it here has the same types. */
declare module 'express4' {
  import express from 'express';

  export default express;
}

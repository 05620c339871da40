/** A file as a reader of the run knows it: without the folder of the repository. */
export function shown(file) {
  return file.startsWith(process.cwd()) ? file.slice(process.cwd().length + 1) : file;
}

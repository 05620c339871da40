// An intake that only writes what came to the end of a file, waits for the disk, and answers.
import { mkdtempSync } from 'node:fs';
import { open } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import express from 'express';
import { ready } from './ready.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'fsync-only-'));
const file = await open(path.join(folder, 'intake'), 'a');
const app = express();
app.post('/hooks/main', express.text({ type: () => true }), async (req, res) => {
  await file.write(`${req.body}\n`);
  await file.datasync();
  res.json({ success: true });
});
const server = app.listen(0, '127.0.0.1', () => ready(server.address().port));

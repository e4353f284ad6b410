import * as fs from 'node:fs';
import { promisify } from 'node:util';

/**
 * The calls of node:fs, each as a promise. `node:fs/promises` offers the same and costs every run of the doctor as much as judging the host
 * does: it loads streams, and makes a FileHandle of each file.
 */
export const lstat = promisify(fs.lstat);
export const stat = promisify(fs.stat);
export const fstat = promisify(fs.fstat);
export const statfs = promisify(fs.statfs);
export const open = promisify(fs.open);
export const read = promisify(fs.read);
export const close = promisify(fs.close);
export const readdir = promisify(fs.readdir);
export const readlink = promisify(fs.readlink);

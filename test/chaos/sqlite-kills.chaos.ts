import { killsOn } from './kills.js';

killsOn('SQLite', () => Promise.resolve({}));

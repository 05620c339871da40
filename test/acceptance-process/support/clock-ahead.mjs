// Puts the clock of the process that it is loaded into ahead of the machine's by CLOCK_AHEAD_MS.
const { now } = Date;
const ahead = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);
Date.now = () => now() + ahead;

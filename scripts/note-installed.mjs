// Runs after an install, whoever started it, so that what is installed is known to be current.
import { noteInstalled, purposeOf } from './install.mjs';

noteInstalled(purposeOf(process.env));

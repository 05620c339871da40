// Runs after an install, whoever started it, so that what is installed is known to be current.
import { noteInstalled } from './install.mjs';

noteInstalled();

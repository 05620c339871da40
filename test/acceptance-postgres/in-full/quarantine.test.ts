import { jest } from '@jest/globals';
import { alsoOnPostgres } from '../../support/on-postgres.js';

alsoOnPostgres(() => jest.requireActual('../../acceptance/quarantine.test.js'));

import { jest } from '@jest/globals';
import { alsoOnPostgres } from '../../support/on-postgres.js';

alsoOnPostgres(() => jest.requireActual('../../acceptance-guard/questions.test.js'));

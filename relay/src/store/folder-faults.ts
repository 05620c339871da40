import path from 'node:path';
import { FolderFault } from './store-fault.js';

const RESTORE = 'Restore the data folder from a backup (connect.sqlite with the -wal file beside it)';

/** What can be wrong with the files of a data folder. Files are named with their whole paths. */
export const folderFaults = {
  missing(file: string): FolderFault {
    return new FolderFault({
      code: 'STORE_MISSING',
      message: `the database ${file} is gone, and ${path.dirname(file)} has held one`,
      remedy: `${RESTORE}, or begin with an empty database: npm start -- --new`,
    });
  },

  emptied(file: string): FolderFault {
    return new FolderFault({
      code: 'STORE_EMPTIED',
      message: `the database ${file} is an empty file, and it has held data`,
      remedy: `${RESTORE}, or begin with an empty database: npm start -- --new`,
    });
  },

  damaged(file: string, how: string): FolderFault {
    return new FolderFault({
      code: 'STORE_DAMAGED',
      message: `the database ${file} is damaged: ${how}`,
      remedy: `${RESTORE}, or begin with an empty database, with this one kept beside it: npm start -- --new`,
    });
  },

  foreign(file: string): FolderFault {
    return new FolderFault({
      code: 'STORE_FOREIGN',
      message: `the database ${file} is another program's: it has tables, and none of a relay`,
      remedy:
        'Name the data folder of the relay with CONNECT_DATA; or move that file away, if the relay is to have this folder.',
    });
  },

  logLost(file: string): FolderFault {
    return new FolderFault({
      code: 'STORE_LOG_LOST',
      message: `the write-ahead log ${file} is gone, with the last calls that were acknowledged`,
      remedy: `Put it back, or restore both from a backup. To go on without what was in it: npm start -- --as-is`,
    });
  },

  older(file: string, openings: { readonly held: number; readonly known: number }): FolderFault {
    return new FolderFault({
      code: 'STORE_OLDER',
      message:
        `the database ${file} is older than it was: it knows of ${openings.held} starts, ` +
        `and the folder of ${openings.known}`,
      remedy:
        'Put the latest one back, with the -wal file beside it. If it is a backup that you restored, or what was lost ' +
        'since is to be done without: npm start -- --as-is',
    });
  },

  replaced(file: string, rescued: string): FolderFault {
    return new FolderFault({
      code: 'STORE_REPLACED',
      message: `the database ${file} was removed or replaced under the running relay`,
      remedy: `Stop the relay: as it ends it writes what it holds to ${rescued}. Then start it again.`,
    });
  },

  cutOff(file: string, bytes: { readonly there: number; readonly known: number }): FolderFault {
    return new FolderFault({
      code: 'STORE_CUT_OFF',
      message: `the database ${file} was cut off under the running relay: it has ${bytes.there} of ${bytes.known} bytes`,
      remedy: `Stop the relay, and find out what else writes there. ${RESTORE}, or begin with an empty database: npm start -- --new`,
    });
  },

  logCutOff(file: string): FolderFault {
    return new FolderFault({
      code: 'STORE_CUT_OFF',
      message: `the write-ahead log ${file} was emptied or cut off under the running relay, with the last calls that were acknowledged`,
      remedy: `Stop the relay, and find out what else writes there. ${RESTORE}, or begin with an empty database: npm start -- --new`,
    });
  },

  lockLost(dataFolder: string): FolderFault {
    return new FolderFault({
      code: 'LOCK_LOST',
      message: `relay.lock in ${dataFolder} was removed or replaced, and another relay has taken the folder since`,
      remedy: 'Run one relay on a folder: stop the other one, and start this one again.',
    });
  },
};

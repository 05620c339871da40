/** The actions that act in Convoso itself. */
export type ConvosoActionType =
  'MOVE' | 'STATUS' | 'FIELD' | 'CALLBACK' | 'CALLBACK_UPDATE' | 'HOPPER' | 'DNC' | 'REVENUE';

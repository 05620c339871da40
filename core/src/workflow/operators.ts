/** The operators of "Lead Fields & Call Data" by their configuration name, with Convoso's label. */
export const OPERATORS = {
  is_equal_to: 'Is equal to',
  is_not_equal_to: 'Is not equal to',
  greater_than: 'Greater than',
  less_than: 'Less than',
  within: 'Within',
  starts_with: 'Starts With',
  contains: 'Contains',
  is_blank: 'Is Blank/Empty',
  is_numeric: 'Is Numeric',
  between_two_strings: 'Between Two Strings',
  between_markers: 'Between Markers',
} as const;

/** The name of one of {@link OPERATORS}, as the configuration document has it. */
export type Operator = keyof typeof OPERATORS;

/** What an operator compares a field with; `within` takes a list, a range or the last units of time. */
export type Operands = 'none' | 'value' | 'range' | 'within';

export const OPERANDS: Readonly<Record<Operator, Operands>> = {
  is_equal_to: 'value',
  is_not_equal_to: 'value',
  greater_than: 'value',
  less_than: 'value',
  within: 'within',
  starts_with: 'value',
  contains: 'value',
  is_blank: 'none',
  is_numeric: 'none',
  between_two_strings: 'range',
  between_markers: 'range',
};

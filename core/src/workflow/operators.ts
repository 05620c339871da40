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

export type Operator = keyof typeof OPERATORS;

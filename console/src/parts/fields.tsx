import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { shortName } from '../words/short.js';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
}

/** An input of each kind has attributes, and a role, of its own. */
const KINDS = {
  text: { type: 'text' },
  search: { type: 'search' },
  date: { type: 'date' },
  password: { type: 'password' },
} as const;

interface InputProps extends FieldProps {
  readonly type?: keyof typeof KINDS;
  readonly placeholder?: string;
}

export function Input({ label, value, onChange, hint, type = 'text', placeholder = '' }: InputProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        {...KINDS[type]}
        value={value}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
        {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })}
      />
      {hint !== undefined && (
        <small id={`${id}-hint`} class="hint">
          {hint}
        </small>
      )}
    </div>
  );
}

interface ChoiceProps extends FieldProps {
  /** By what the relay calls it; '' is none of them. */
  readonly options: readonly (readonly [value: string, text: string])[];
}

export function Choice({ label, value, onChange, options }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {shortName(text)}
          </option>
        ))}
      </select>
    </div>
  );
}

interface FilterFormProps {
  readonly label: string;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}

/** The fields that narrow a list; Enter in any of them searches. */
export function FilterForm({ label, onSubmit, children }: FilterFormProps) {
  return (
    <form
      class="filters"
      role="search"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

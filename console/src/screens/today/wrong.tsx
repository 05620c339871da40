import { Said } from '../../parts/time.js';
import { wrongLines } from '../../words/wrong.js';

/** What is wrong without being an alarm, such as that nobody can be mailed one. */
export function Wrong({ wrong }: { readonly wrong: readonly string[] }) {
  if (wrong.length === 0) return null;
  return (
    <>
      <h2>What else is wrong</h2>
      <ul class="cards" aria-label="What else is wrong">
        {wrong.map((told) => (
          <li key={told} class="card">
            <OneWrong told={told} />
          </li>
        ))}
      </ul>
    </>
  );
}

function OneWrong({ told }: { readonly told: string }) {
  const { sentence, lines } = wrongLines(told);
  return (
    <>
      <p>
        <Said>{sentence}</Said>
      </p>
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li key={line}>
              <Said>{line}</Said>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

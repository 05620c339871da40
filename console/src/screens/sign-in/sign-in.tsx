import { useEffect, useState } from 'preact/hooks';
import { signInWithKey, type SignedIn } from '../../api/session.js';
import { Copy } from '../../parts/copy.js';
import { useDoing } from '../../parts/doing.js';
import { Input } from '../../parts/fields.js';
import { Refusal } from '../../parts/refusal.js';

const COMMAND = 'npm run connect -- link';

interface SignInProps {
  /** Whether this browser was signed in a moment ago, and the relay has ended that. */
  readonly isOver: boolean;
  readonly onSignedIn: (signedIn: SignedIn) => void;
}

/** The door: this browser is not known to the relay, or not any more. */
export function SignIn({ isOver, onSignedIn }: SignInProps) {
  const [key, setKey] = useState('');
  const doing = useDoing();
  useEffect(() => {
    document.title = 'Sign in · Convoso Connect';
  }, []);
  const signIn = () =>
    doing.run(async () => {
      const signedIn = await signInWithKey(key);
      if (signedIn !== null) onSignedIn(signedIn);
    });
  return (
    <main class="alone" id="screen">
      <p class="brand">
        <span class="brand-sign" aria-hidden="true" /> Convoso Connect
      </p>
      <h1>Sign in</h1>
      {isOver ? (
        <p class="notice waiting" role="status">
          You are signed out: the session is over, or somebody ended it or its key. What was not confirmed was
          not done. Sign in, and you are where you were.
        </p>
      ) : (
        <p class="lead">The relay shows lead data to nobody whom it does not know.</p>
      )}
      <div class="card">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void signIn();
          }}
        >
          <Input
            label="Key"
            type="password"
            value={key}
            onChange={setKey}
            hint="Ask whoever looks after the relay for a key with the scopes read and operate."
          />
          <Refusal error={doing.error} />
          <button type="submit" class="main" disabled={doing.busy || key.trim() === ''}>
            Sign in
          </button>
        </form>
      </div>
      <h2>Or with a link</h2>
      <p>
        On the machine of the relay, this prints a link that signs one browser in, once, within ten minutes:
      </p>
      <pre tabIndex={0} role="region" aria-label="Command">
        {COMMAND}
      </pre>
      <Copy text={COMMAND} label="Copy command" />
    </main>
  );
}

import { useState } from 'preact/hooks';

interface CopyProps {
  readonly text: string;
  /** What the button says, as in `Copy id`. */
  readonly label: string;
}

/** Puts a text where it can be pasted, and says whether that went well. */
export function Copy({ text, label }: CopyProps) {
  const [told, setTold] = useState<string | null>(null);
  const copy = async () => {
    setTold((await copied(text)) ? 'Copied' : 'The browser did not allow it: select the text and copy it');
  };
  return (
    <span class="copy">
      <button type="button" class="plain" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status">{told}</span>
    </span>
  );
}

/** Only pages that came over https, or from this machine, may use the clipboard. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A link to what this page shows now. */
export function Share() {
  return <Copy text={location.href} label="Copy link" />;
}

import { RelayError } from '@convoso-connect/core/relay-client';
import { relay } from '../../api/session.js';
import type { Decision, Story } from '../../api/types.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Copy, Share } from '../../parts/copy.js';
import { LoadedView } from '../../parts/loaded.js';
import { Screen } from '../../parts/screen.js';
import { NotDecided } from './not-decided.js';
import { StoryFacts } from './story-facts.js';
import { WhatCame } from './what-came.js';
import { WorkflowStory } from './workflow-story.js';

const LOOK_AGAIN_MS = 5_000;

/** One call from its beginning to where it stands: what came, what each workflow made of it, and what was sent. */
export function CallStory({ id }: { readonly id: string }) {
  const story = useLoaded(`call ${id}`, () => relay.occurrences.get({ id }), LOOK_AGAIN_MS);
  const isOpen = story.error instanceof RelayError && story.error.code === 'NOT_YET';
  return (
    <Screen
      title="Call"
      lead="What came, what each workflow made of it, and what was sent."
      actions={
        <>
          <Copy text={id} label="Copy id" />
          <Share />
        </>
      }
    >
      {isOpen ? (
        <NotDecided id={id} reload={story.reload} />
      ) : (
        <LoadedView of={story} what="this call">
          {(value) => <Told story={value} changed={story.reload} />}
        </LoadedView>
      )}
    </Screen>
  );
}

function Told({ story, changed }: { readonly story: Story; readonly changed: () => void }) {
  const isOfInterest = ({ outcome }: Decision) => outcome !== 'not-matched' && outcome !== 'inactive';
  const matched = story.decisions.filter(isOfInterest);
  const others = story.decisions.filter((decision) => !isOfInterest(decision));
  return (
    <>
      <StoryFacts story={story} />
      <h2>What the workflows made of it</h2>
      {story.decisions.length === 0 && <p class="lead">There was no workflow when this call came in.</p>}
      {[...matched, ...others].map((decision) => (
        <WorkflowStory key={decision.workflowId} decision={decision} story={story} changed={changed} />
      ))}
      <WhatCame story={story} />
    </>
  );
}

/**
 * Sends calls as fast as they are answered over so many lanes: each sends its next when the one before is answered.
 *
 * @returns {Promise<Uint8Array>} 1 for each call that was answered with 200
 */
export function flood({ hook, events, lanes, from }) {
  const accepted = new Uint8Array(events);
  return new Promise((resolve) => {
    let next = 0;
    let open = events;
    const sendNext = () => {
      if (next === events) return;
      const call = next++;
      hook.post(from + call, (ok) => {
        accepted[call] = ok ? 1 : 0;
        open -= 1;
        if (open === 0) resolve(accepted);
        else sendNext();
      });
    };
    for (let lane = 0; lane < lanes; lane += 1) sendNext();
  });
}

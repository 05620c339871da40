const fold = (value) => (value === undefined || value === null ? null : value.trim().toLowerCase());

/**
 * A call as flat values, for rule engines that know nothing of blanks, case, sections and dispositions. What it takes
 * to make them is not counted against those.
 */
export function factsOf({ kinds, status, snapshot }) {
  const seconds = fold(snapshot.callLog.length_in_sec);
  return {
    list: fold(snapshot.callLog.list_id ?? snapshot.lead.list_id),
    status: kinds.includes('disposition') ? fold(status) : null,
    state: fold(snapshot.lead.state),
    // Neither engine finds an undelivered or empty length to be greater than one.
    seconds: seconds === null || seconds === '' ? -1 : Number(seconds),
  };
}

/**
 * Full years by the calendar between two days, given as wall times; null when the birth lies after the day asked for.
 * Who was born on 29 February grows older on 1 March in years without that day (domain-facts D.5).
 */
export function ageOn(today: number, birth: number): number | null {
  const [now, born] = [new Date(today), new Date(birth)];
  const months = now.getUTCMonth() - born.getUTCMonth();
  const hadBirthday = months > 0 || (months === 0 && now.getUTCDate() >= born.getUTCDate());
  const age = now.getUTCFullYear() - born.getUTCFullYear() - (hadBirthday ? 0 : 1);
  return age < 0 ? null : age;
}

/** Whether two sets have the same members. */
export function areEqual<Member>(left: ReadonlySet<Member>, right: ReadonlySet<Member>): boolean {
  return left.size === right.size && [...left].every((member) => right.has(member));
}

/** The members that two sets have in common, in the order of the first. */
export function intersection<Member>(left: ReadonlySet<Member>, right: ReadonlySet<Member>): ReadonlySet<Member> {
  return new Set([...left].filter((member) => right.has(member)));
}

export async function choosingScenarios() {}

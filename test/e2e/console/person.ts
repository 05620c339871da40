import type { Locator, Page } from 'playwright-core';

type Role = 'button' | 'link';

/**
 * Somebody at the console who knows what stands on the screen and nothing else. Everything that is pressed or typed is one
 * step.
 */
export class Person {
  readonly page: Page;
  readonly #steps: string[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  get steps(): readonly string[] {
    return this.#steps;
  }

  async press(role: Role, name: string | RegExp, within: Locator | Page = this.page): Promise<void> {
    this.#steps.push(`press ${String(name)}`);
    await within.getByRole(role, { name }).first().click();
  }

  async type(label: string, text: string): Promise<void> {
    this.#steps.push(`type ${text} into ${label}`);
    await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  async choose(label: string, option: string): Promise<void> {
    this.#steps.push(`choose ${option} of ${label}`);
    await this.page.getByLabel(label, { exact: true }).selectOption({ label: option });
  }

  /** Waits until it can be read. */
  async reads(text: string | RegExp, within: Locator | Page = this.page): Promise<void> {
    await within.getByText(text).first().waitFor();
  }

  /** Prints how many steps a task took, and which. */
  report(task: string): void {
    process.stdout.write(`${task}: ${this.#steps.length} steps (${this.#steps.join(' · ')})\n`);
  }
}

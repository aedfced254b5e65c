import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a benchmark's figures go: always to the screen, and into files where they are to be kept. */
export class Report {
  readonly #folder: string | undefined;
  readonly #head: string;
  #part = '';
  #lines: string[] = [];

  /**
   * @param folder where the figures are kept, if they are
   * @param head tells when and on what they were measured
   */
  constructor(folder: string | undefined, head: string) {
    this.#folder = folder;
    this.#head = head;
    process.stdout.write(`${head}\n`);
  }

  readonly say = (text: string): void => {
    process.stdout.write(`${text}\n`);
    this.#lines.push(text);
  };

  /** Runs a part of the benchmark, whose figures are one file. */
  async part(title: string, name: string, run: () => Promise<void>): Promise<void> {
    this.#part = name;
    this.#lines = [];
    await run();
    if (this.#folder === undefined) return;
    const text = `# ${title}\n\nWritten by \`npm run bench\`: ${this.#head}.\n${this.#lines.join('\n')}\n`;
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, `${this.#part}.md`), text);
  }

  /** Keeps a picture of what was measured. */
  async draw(name: string, svg: string): Promise<void> {
    if (this.#folder === undefined) return;
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, `${name}.svg`), svg);
  }
}

// The folder of a gate, and the files that are written into it.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import { Mistake } from '../command.js';
import { fileText } from '../input.js';
import { printable } from '../page.js';
import { version } from '../version.js';
import { deployCommand } from './address.js';
import type { Dialogue } from './dialogue.js';
import type { Draft } from './draft.js';
import { wranglerToml } from './wrangler-toml.js';

/** What wrangler takes before it looks for `wrangler.toml`. */
const RIVALS = ['wrangler.json', 'wrangler.jsonc'];

/** What must not get into a repository, and what need not. */
const IGNORED = ['.dev.vars*', '.env*', '.wrangler/', 'node_modules/'];

/** A folder, which need not be there yet. */
export class Project {
  /** As it was named. */
  readonly folder: string;
  /** The configuration. */
  readonly file: string;
  /** What a Worker in this folder is called. */
  readonly name: string;
  /** Whether the folder's own manifest asks for the package already. */
  readonly isInstalled: boolean;

  constructor(folder: string) {
    this.folder = folder;
    this.file = join(folder, 'wrangler.toml');
    this.name = nameFor(basename(resolve(folder)));
    const manifest = join(folder, 'package.json');
    this.isInstalled =
      !existsSync(manifest) || /"edgeward"/.test(fileText(manifest, 'the manifest'));
  }

  /**
   * Says whether a configuration may be written here: there is none, or somebody wants it gone.
   *
   * @throws {Mistake}
   */
  async assertMayWrite(force: boolean, dialogue: Dialogue | undefined): Promise<void> {
    const rival = RIVALS.map((name) => join(this.folder, name)).find(existsSync);
    if (rival !== undefined) {
      const reason = `there is a \`${printable(rival)}\`, which wrangler takes and not \`wrangler.toml\``;
      throw new Mistake('file_exists', reason, 'name another folder, or move that file away');
    }
    if (force || !existsSync(this.file)) return;
    const reason = `there is a \`${printable(this.file)}\` already`;
    if (await dialogue?.agrees(`There is a ${this.file} already. Write over it?`)) return;
    const cure = 'name another folder, or say `--force` to write over it';
    throw new Mistake('file_exists', reason, cure);
  }

  /** Writes what is missing, and the configuration. What was written is named. */
  write(draft: Draft): string[] {
    const files = [
      { path: this.file, text: wranglerToml(draft) },
      { path: join(this.folder, 'package.json'), text: manifest(draft), once: true },
      { path: join(this.folder, '.gitignore'), text: `${IGNORED.join('\n')}\n`, once: true },
    ].filter(({ path, once = false }) => !once || !existsSync(path));
    try {
      mkdirSync(this.folder, { recursive: true });
      for (const { path, text } of files) writeFileSync(path, text);
    } catch (error) {
      const { code, path = this.folder } = error as NodeJS.ErrnoException;
      const reason = `\`${printable(path)}\` cannot be written (${code ?? 'unknown'})`;
      throw new Mistake('file_unwritable', reason, 'name a folder that may be written into');
    }
    return files.map(({ path }) => path);
  }
}

/** A Worker's name has small letters, digits and hyphens, 63 at most. */
function nameFor(folder: string): string {
  const name = folder.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return name.slice(0, 63).replace(/^-|-$/g, '') || 'gate';
}

function manifest(draft: Draft): string {
  const content = {
    private: true,
    scripts: { check: 'edgeward check', dev: 'wrangler dev', deploy: deployCommand(draft) },
    dependencies: { edgeward: `^${version()}` },
    devDependencies: { wrangler: '^4' },
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

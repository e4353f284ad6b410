import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTopics } from './rule-files.ts';

/** `npm run new-rule -- TOPIC/ID`: a new rule file from the template. */

const rules = join(dirname(dirname(fileURLToPath(import.meta.url))), 'rules');
const [name = ''] = process.argv.slice(2);
const [, topic = '', id = ''] = /^([a-z]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/u.exec(name) ?? [];
const topics = readTopics(rules).map(one => one.id);
const target = join(rules, topic, `${id}.yml`);

if (id === '' || !topics.includes(topic)) {
  console.error(`expected TOPIC/ID with a topic of ${topics.join(', ')}, found ${name || 'nothing'}`);
  process.exitCode = 2;
} else if (existsSync(target)) {
  console.error(`rules/${topic}/${id}.yml is there already`);
  process.exitCode = 2;
} else {
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(rules, '_template.yml'), target);
  console.log(`rules/${topic}/${id}.yml: fill it in, then make it fail in a fixture and run npm test`);
}

/** A verb as the help shows it. */
export interface Verb {
  readonly name: string;
  readonly argument: string;
  readonly about: string;
}

/** All verbs, the everyday ones first. */
export const verbs: readonly Verb[] = [
  { name: 'doctor', argument: '', about: 'read this host and judge it (also without any verb)' },
  { name: 'fix', argument: '[ID...]', about: 'show what would be changed to make sharing work' },
  { name: 'report', argument: '', about: 'doctor, written as HTML and Markdown for a forum post' },
  {
    name: 'explain',
    argument: 'TEXT',
    about: 'all about a rule, a cause, a vGPU type, a parameter, a message',
  },
  {
    name: 'snapshot',
    argument: 'FILE',
    about: 'save what this host says, for others to replay',
  },
  {
    name: 'snapshot',
    argument: '--script',
    about: 'print a sh script that collects the same',
  },
  { name: 'diff', argument: 'A B', about: 'what changed between two snapshots or reports' },
  { name: 'vgpu', argument: '[plan]', about: 'types, room and vGPUs; plan: what would fit' },
  { name: 'vgpu', argument: 'create', about: 'make a vGPU that lasts; start, remove UUID (docs/vgpu.md)' },
  { name: 'vm', argument: '[verify VM]', about: 'the VMs by their human names; verify: proof' },
  { name: 'vm', argument: 'attach VM', about: 'give it a vGPU; detach VM takes it back (docs/vm.md)' },
  { name: 'undo', argument: '[CHANGE]', about: 'put back what a change of fngvt did; --list shows them' },
  { name: 'rules', argument: '', about: 'every check: id, topic, severity, title' },
  { name: 'facts', argument: '', about: 'what was read, with its source, for people who write rules' },
  {
    name: 'schema',
    argument: 'NAME',
    about: 'a JSON Schema: report, snapshot, plan, rule, vgpu, vms, verify',
  },
];

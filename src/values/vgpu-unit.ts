/** The unit of systemd's that makes a vGPU at boot, where neither libvirt nor mdevctl can: `src/vgpu/systemd-units.ts` writes it. */
export const vgpuUnit = (uuid: string): string => `fngvt-vgpu-${uuid}.service`;

/** Where a unit of the administrator's lies: systemd.unit(5). */
export const unitPath = (unit: string): string => `/etc/systemd/system/${unit}`;

/** The link that stands while the unit is enabled, by its `WantedBy=multi-user.target`: systemctl(1), "enable". */
export const wantedPath = (uuid: string): string => unitPath(`multi-user.target.wants/${vgpuUnit(uuid)}`);

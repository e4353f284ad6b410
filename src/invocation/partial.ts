/** The name of the tool in a snapshot that holds only what somebody happened to paste; see `Machine.isPart`. */
export const partial = 'fngvt doctor --paste';

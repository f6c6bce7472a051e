import { findBoundaryViolations } from './cruise.js';

const violations = await findBoundaryViolations(process.cwd());
for (const line of violations) console.log(line);
process.exitCode = violations.length > 0 ? 1 : 0;

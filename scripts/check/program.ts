import ts from 'typescript';

/** The compiler's program over the whole project, as tsconfig.json says. */
export function openProgram(): ts.Program {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new Error(describe([diagnostic]));
    },
  };
  const config = ts.getParsedCommandLineOfConfigFile('tsconfig.json', { noEmit: true }, host);
  if (!config) throw new Error('tsconfig.json could not be read');
  return ts.createProgram({ rootNames: config.fileNames, options: config.options });
}

/** Checks every type, as `tsc --noEmit` does. Returns the faults as text, empty for none. */
export function describeTypeFaults(program: ts.Program): string {
  return describe(ts.getPreEmitDiagnostics(program));
}

function describe(diagnostics: readonly ts.Diagnostic[]): string {
  return ts.formatDiagnostics(diagnostics, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => process.cwd(),
    getNewLine: () => '\n',
  });
}

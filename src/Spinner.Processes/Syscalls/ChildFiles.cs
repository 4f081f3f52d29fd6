namespace Spinner.Processes;

/// <summary>The descriptors of ours that a child gets. A value.</summary>
/// <param name="Stdout">Becomes its 1.</param>
/// <param name="Stderr">Becomes its 2.</param>
/// <param name="Listener">Becomes its 3; null for none.</param>
internal readonly record struct ChildFiles(int Stdout, int Stderr, int? Listener);

namespace Spinner.Actors;

/// <summary>The files children's output is appended to. Safe for concurrent use.</summary>
public static class OutputFiles
{
    private static int _age;

    /// <summary>Grows with every <see cref="Reopen"/>.</summary>
    internal static int Age => Volatile.Read(ref _age);

    /// <summary>
    /// Every file of an <see cref="OutputTarget.File"/> is closed and opened anew at its next write, as after a rotation. A file that was removed,
    /// renamed or replaced is noticed without it.
    /// </summary>
    public static void Reopen() => Interlocked.Increment(ref _age);
}

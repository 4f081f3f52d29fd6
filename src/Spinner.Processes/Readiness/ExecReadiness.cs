namespace Spinner.Actors;

/// <summary>Ready by a command that ends with exit code 0. Made by <see cref="Readiness.Exec"/>.</summary>
public sealed record ExecReadiness : Readiness
{
    internal ExecReadiness(string command, IEnumerable<string> args, TimeSpan every) => (Command, Args, Every) = (command, [.. args], every);

    /// <summary>The program.</summary>
    public string Command { get; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Args { get; }

    /// <summary>The pause between the end of one run and the next.</summary>
    public TimeSpan Every { get; }

    /// <summary>A run that takes longer is killed with its group.</summary>
    internal TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>By content.</summary>
    public bool Equals(ExecReadiness? other) =>
        other is not null && Command == other.Command && Every == other.Every && Limit == other.Limit && Args.SequenceEqual(other.Args);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Command, Args.Count, Every);

    /// <summary><c>exec pg_isready -p 5432</c>.</summary>
    public override string ToString() => string.Join(' ', Args.Prepend(Command).Prepend("exec"));
}

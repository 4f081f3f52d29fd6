using System.Globalization;
using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>The signal that asks a child to stop. The numbers are those of Linux on x86-64 and arm64; see signal(7).</summary>
/// <param name="Number">The signal's number.</param>
/// <param name="Name">The signal's name with its <c>SIG</c> prefix.</param>
[JsonConverter(typeof(TextJsonConverter<StopSignal>))]
public sealed record StopSignal(int Number, string Name)
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "SIGHUP", [2] = "SIGINT", [3] = "SIGQUIT", [4] = "SIGILL", [5] = "SIGTRAP", [6] = "SIGABRT", [7] = "SIGBUS", [8] = "SIGFPE",
        [9] = "SIGKILL", [10] = "SIGUSR1", [11] = "SIGSEGV", [12] = "SIGUSR2", [13] = "SIGPIPE", [14] = "SIGALRM", [15] = "SIGTERM",
        [24] = "SIGXCPU", [25] = "SIGXFSZ", [31] = "SIGSYS",
    };

    /// <summary>SIGTERM, the default.</summary>
    public static StopSignal Term { get; } = new(15, "SIGTERM");

    /// <summary>SIGINT.</summary>
    public static StopSignal Interrupt { get; } = new(2, "SIGINT");

    /// <summary>SIGKILL: no grace at all.</summary>
    public static StopSignal Kill { get; } = new(9, "SIGKILL");

    /// <summary>The signals a child may be stopped with, by name.</summary>
    public static IReadOnlyList<StopSignal> Allowed { get; } =
        [Term, Interrupt, Kill, new(1, "SIGHUP"), new(3, "SIGQUIT"), new(10, "SIGUSR1"), new(12, "SIGUSR2")];

    /// <summary>Reads <c>SIGTERM</c> or <c>TERM</c>, in any case.</summary>
    /// <returns>False when it is none of <see cref="Allowed"/>.</returns>
    public static bool TryParse(string text, out StopSignal signal)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = Allowed.FirstOrDefault(s =>
            s.Name.Equals(text, StringComparison.OrdinalIgnoreCase) || s.Name.AsSpan(3).Equals(text, StringComparison.OrdinalIgnoreCase));
        signal = found ?? Term;
        return found is not null;
    }

    /// <summary>The name of a signal number, or the number itself.</summary>
    public static string NameOf(int number) => Names.TryGetValue(number, out var name) ? name : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

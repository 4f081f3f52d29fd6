using System.Globalization;
using System.Text;

namespace Spinner.Actors.Configuration;

/// <summary>Values as HOCON text that Akka's parser reads back unchanged.</summary>
static class HoconText
{
    /// <summary>In quotes, where nothing is substituted.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var c in text)
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (char.IsControl(c)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else quoted.Append(c);
        return quoted.Append('"').ToString();
    }

    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Quote))}]";

    /// <summary>In the largest unit that needs no fraction.</summary>
    public static string Duration(TimeSpan span)
    {
        var (unit, ticks) = DurationText.Units.FirstOrDefault(u => span.Ticks % u.Ticks == 0 && (span.Ticks != 0 || u.Unit == "s"));
        return unit is null
            ? string.Create(CultureInfo.InvariantCulture, $"{(decimal)span.Ticks / TimeSpan.TicksPerMillisecond}ms")
            : string.Create(CultureInfo.InvariantCulture, $"{span.Ticks / ticks}{unit}");
    }

    /// <summary>In the largest unit that needs no fraction.</summary>
    public static string Size(long bytes)
    {
        var (unit, size) = SizeText.Units.FirstOrDefault(u => bytes != 0 && bytes % u.Bytes == 0);
        return unit is null ? bytes.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
    }
}

using System.Globalization;

namespace Spinner.Actors.Configuration;

/// <summary>Port ranges as they are written in settings.</summary>
static class PortRangeText
{
    public const string Allowed = "first-last, ports of 1 to 65535, the last not below the first";

    public static PortRange? Parse(string text) =>
        text.Split('-') is [var first, var last] && IsPort(first, out var from) && IsPort(last, out var to) && from <= to
            ? new PortRange(from, to)
            : null;

    private static bool IsPort(string text, out int port) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;
}

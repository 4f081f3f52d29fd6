using System.Text;

namespace Spinner.Actors.Configuration;

/// <summary>What <c>${PORT}</c>, <c>${HOST}</c> and <c>${NAME}</c> stand for in one launch. Only TCP has a host.</summary>
sealed record Placeholders(string Port, string? Host, string Name)
{
    public static Placeholders Of(ChildSpec spec, ChildEndpoint endpoint) => new(endpoint.PortValue, (endpoint as TcpEndpoint)?.Host, spec.Name);

    /// <summary>
    /// Replaces them once, from left to right; any other <c>${X}</c> stays as it is. Right before one of the three, and only there, two dollars
    /// stand for one: <c>$${PORT}</c> is the text <c>${PORT}</c>, <c>$$${PORT}</c> a dollar and the port.
    /// </summary>
    public string Expand(string text)
    {
        if (!text.Contains("${", StringComparison.Ordinal)) return text;
        var expanded = new StringBuilder(text.Length + 16);
        var at = 0;
        for (var start = text.IndexOf("${", StringComparison.Ordinal); start >= 0; start = text.IndexOf("${", at, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', start);
            if (end < 0) break;
            var name = text.AsSpan(start + 2, end - start - 2);
            if (!IsPlaceholder(name))
            {
                expanded.Append(text, at, start + 2 - at);
                at = start + 2;
                continue;
            }

            var dollars = Dollars(text.AsSpan(at, start + 1 - at));
            expanded.Append(text, at, start + 1 - dollars - at).Append('$', dollars / 2);
            expanded.Append(dollars % 2 == 0 ? text.AsSpan(start + 1, end - start) : ValueOf(name) ?? text.AsSpan(start, end + 1 - start));
            at = end + 1;
        }

        return expanded.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Whether <c>${PORT}</c> would be replaced in a text, which holds no zero.</summary>
    public static bool UsesPort(string text) => new Placeholders("\0", null, "").Expand(text).Contains('\0', StringComparison.Ordinal);

    private static int Dollars(ReadOnlySpan<char> before) => before.Length - before.TrimEnd('$').Length;

    // HOST too where the endpoint has none: the same text means the same for every kind of endpoint.
    private static bool IsPlaceholder(ReadOnlySpan<char> name) => name is "PORT" or "HOST" or "NAME";

    private string? ValueOf(ReadOnlySpan<char> name) => name switch
    {
        "PORT" => Port,
        "HOST" => Host,
        "NAME" => Name,
        _ => null,
    };
}

using System.Text;
using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>What <c>${PORT}</c>, <c>${HOST}</c> and <c>${NAME}</c> stand for in one launch. Only TCP has a host.</summary>
sealed record Placeholders(string Port, string? Host, string Name)
{
    public static Placeholders Of(ChildSpec spec, Endpoint endpoint) => new(endpoint.PortValue, (endpoint as TcpEndpoint)?.Host, spec.Name);

    /// <summary>Replaces them once, from left to right; any other <c>${X}</c> stays as it is.</summary>
    public string Expand(string text)
    {
        if (!text.Contains("${", StringComparison.Ordinal)) return text;
        var expanded = new StringBuilder(text.Length + 16);
        var at = 0;
        for (var start = text.IndexOf("${", StringComparison.Ordinal); start >= 0; start = text.IndexOf("${", at, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', start);
            if (end < 0) break;
            var value = ValueOf(text.AsSpan(start + 2, end - start - 2));
            var next = value is null ? start + 2 : end + 1;
            expanded.Append(text, at, start - at).Append(value ?? "${");
            at = next;
        }

        return expanded.Append(text, at, text.Length - at).ToString();
    }

    private string? ValueOf(ReadOnlySpan<char> name) => name switch
    {
        "PORT" => Port,
        "HOST" => Host,
        "NAME" => Name,
        _ => null,
    };
}

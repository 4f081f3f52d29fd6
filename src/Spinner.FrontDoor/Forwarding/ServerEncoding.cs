using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>The encoding in which somebody else's server reads the headers of requests. Safe for concurrent use.</summary>
sealed class ServerEncoding
{
    private Func<string, Encoding?>? _selector;

    /// <summary>The bytes that were read as this text, each as a character.</summary>
    public string BytesOf(HttpContext context, string name, string value)
    {
        _selector ??= context.RequestServices?.GetService<IOptions<KestrelServerOptions>>()?.Value.RequestHeaderEncodingSelector ?? (static _ => null);
        // Kestrel's own default refuses what is not UTF-8, so that nothing is lost in it.
        return Encoding.Latin1.GetString((_selector(name) ?? Encoding.UTF8).GetBytes(value));
    }
}

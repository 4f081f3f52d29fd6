using System.Net;
using Microsoft.AspNetCore.Http;

namespace Spinner.Dashboard.Security;

/// <summary>
/// By which names the page may be asked for: those of this machine, which no name server gives to anybody else, and those that are listed. Else a page
/// of a stranger could have its own name stand for this machine.
/// </summary>
/// <param name="listed">Names without a port.</param>
sealed class HostNames(IReadOnlyList<string> listed)
{
    private const string Local = "localhost";

    public bool Has(HostString host)
    {
        var name = host.Host;
        if (name.Equals(Local, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + Local, StringComparison.OrdinalIgnoreCase)) return true;
        if (listed.Contains(name, StringComparer.OrdinalIgnoreCase)) return true;
        return IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);
    }
}

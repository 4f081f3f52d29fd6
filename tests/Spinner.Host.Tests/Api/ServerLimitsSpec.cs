using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Spinner.Control.Access;
using Spinner.Host.Server;
using Spinner.Host.Settings;
using Spinner.Host.Sockets;

namespace Spinner.Host.Tests.Api;

public class ServerLimitsSpec
{
    [Fact]
    public async Task Who_reads_slowly_is_not_cut_off_and_who_sends_slowly_is()
    {
        using var directory = new TempDirectory();
        using var socket = ControlSocket.Acquire(directory.PathOf("control.sock"), directory.PathOf("state"), "a test");
        await using var app = ControlServer.Build(
            socket, HostSettings.Defaults, new Callers([], new Sessions(TimeProvider.System), new CommandAudit(NullLoggerFactory.Instance, TimeProvider.System)),
            NullLoggerFactory.Instance, TimeProvider.System);

        var limits = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Null(limits.MinResponseDataRate);
        Assert.NotNull(limits.MinRequestBodyDataRate);
        Assert.InRange(limits.RequestHeadersTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    }
}

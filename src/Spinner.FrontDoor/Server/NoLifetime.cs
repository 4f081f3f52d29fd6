using Microsoft.Extensions.Hosting;

namespace Spinner.FrontDoor.Server;

/// <summary>Leaves signals to whoever owns the server.</summary>
sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

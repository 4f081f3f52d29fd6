namespace Spinner.Processes.Tests.Endpoints;

public class SocketOwnersSpec
{
    [Fact]
    public async Task A_process_that_opens_and_closes_all_the_time_can_be_read()
    {
        using var enough = new CancellationTokenSource();
        var churn = Task.Factory.StartNew(Churn, TaskCreationOptions.LongRunning);

        var unreadable = Enumerable.Range(0, 200).Count(_ => !SocketOwners.TryRemoveHeldBy(Environment.ProcessId, []));

        await enough.CancelAsync();
        await churn;
        Assert.Equal(0, unreadable);

        void Churn()
        {
            while (!enough.IsCancellationRequested) File.OpenHandle("/dev/null").Dispose();
        }
    }
}

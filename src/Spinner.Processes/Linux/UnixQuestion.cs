namespace Spinner.Processes;

/// <summary>Connects to a unix socket; the kernel tells who listens at the other end.</summary>
internal sealed class UnixQuestion(ISyscalls system, UnixEndpoint endpoint, int leader) : ListenerQuestion
{
    private const int Family = 1;
    private const int Stream = 1;

    // bind(2) makes the file that wakes us, and listen(2) follows within microseconds.
    private const int Tries = 20;

    private readonly byte[] _address = [Family, 0, .. ByteText.Encode(endpoint.Path), 0];

    /// <summary>The last answer was a refusal: the file is there, and listen(2) may follow any moment.</summary>
    internal bool IsBound { get; private set; }

    internal override Sighting? Ask()
    {
        for (var i = 0; i < Tries; i++)
        {
            var answer = Connect(out var peer);
            // A listener whose queue is full says TryAgain.
            if (answer is 0 or -Errno.TryAgain) return new Sighting(endpoint, answer == 0 && peer == leader);
            IsBound = answer == -Errno.Refused;
            if (!IsBound) return null;
        }

        return null;
    }

    private int Connect(out int peer)
    {
        peer = 0;
        var socket = system.Socket(Family, Stream, 0);
        if (socket < 0) return socket;
        var answer = system.Connect(socket, _address);
        if (answer == 0) peer = system.PeerPid(socket);
        _ = system.Close(socket);
        return answer;
    }
}

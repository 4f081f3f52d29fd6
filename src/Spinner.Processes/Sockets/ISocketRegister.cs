namespace Spinner.Processes;

/// <summary>Is told which socket files go with this process, in the order of the changes. Called under a lock: returns at once, throws nothing.</summary>
internal interface ISocketRegister
{
    /// <summary>One more, or a known one that is now known better.</summary>
    void Add(OwnedSocket socket);

    /// <summary>It is gone, or stays for good.</summary>
    void Remove(OwnedSocket socket);
}

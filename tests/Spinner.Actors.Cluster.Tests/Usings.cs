// They wait for other nodes nearly all the time, and need a third of a processor for that.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Spinner.Host.Daemon;

/// <summary>
/// Stands where Akka has Newtonsoft.Json, so that nobody loads that: no message of a daemon leaves its process. Akka makes it of its name.
/// </summary>
/// <param name="system">Whose messages.</param>
/// <param name="settings">Those of Newtonsoft.Json; Akka gives them.</param>
#pragma warning disable CS9113 // Akka looks for a constructor with both.
sealed class NoSerializer(ExtendedActorSystem system, Config settings) : Serializer(system)
#pragma warning restore CS9113
{
    // That of what it stands for.
    public override int Identifier => 1;

    public override bool IncludeManifest => false;

    /// <exception cref="NotSupportedException">Always.</exception>
    public override byte[] ToBinary(object obj) => throw Refused(obj.GetType());

    /// <exception cref="NotSupportedException">Always.</exception>
    public override object FromBinary(byte[] bytes, Type type) => throw Refused(type);

    private static NotSupportedException Refused(Type type) => new($"{type} is a message within the daemon, and is not serialized.");
}

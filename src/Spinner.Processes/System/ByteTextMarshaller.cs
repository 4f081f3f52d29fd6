using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Spinner.Processes;

/// <summary>Hands a path to the C library as <see cref="ByteText"/> has it.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedIn, typeof(ByteTextMarshaller))]
internal static unsafe class ByteTextMarshaller
{
    public static byte* ConvertToUnmanaged(string managed)
    {
        var length = ByteText.CountBytes(managed);
        var bytes = (byte*)NativeMemory.Alloc((nuint)length + 1);
        bytes[ByteText.Encode(managed, new Span<byte>(bytes, length))] = 0;
        return bytes;
    }

    public static void Free(byte* unmanaged) => NativeMemory.Free(unmanaged);
}

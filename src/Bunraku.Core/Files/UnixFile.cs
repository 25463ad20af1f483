using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Bunraku.Core.Files;

/// <summary>What .NET does not tell about a file on Unix: whether it is a regular one, and whose it is.</summary>
internal static partial class UnixFile
{
    private const int CurrentFolder = -100;
    private const uint BasicFields = 0x7FF;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>Whether a path leads to something that is neither a file nor a folder: a pipe, a device, a socket.</summary>
    public static bool IsDevice(string path) => Status(path) is { } status && (status.Mode & TypeMask) is not (RegularFile or Folder);

    /// <summary>Gives a new file or folder the permissions of an old one, and its owner where this user may.</summary>
    public static void KeepAccess(string oldPath, string newPath)
    {
        if (OperatingSystem.IsWindows() || Status(oldPath) is not { } old || Status(newPath) is not { } fresh)
        {
            return;
        }

        if ((old.User, old.Group) != (fresh.User, fresh.Group) && ChangeOwner(newPath, old.User, old.Group) != 0)
        {
            // Only root may give files away, but everybody may choose among their groups.
            _ = ChangeOwner(newPath, uint.MaxValue, old.Group);
        }

        File.SetUnixFileMode(newPath, (UnixFileMode)(old.Mode & 0xFFF));
    }

    /// <summary>Type and permissions, owner and group of what a path leads to, links followed; null where there is nothing or the system does not tell.</summary>
    private static unsafe (int Mode, uint User, uint Group)? Status(string path)
    {
        Span<byte> status = stackalloc byte[256];
        try
        {
            fixed (byte* buffer = status)
            {
                if (OperatingSystem.IsLinux())
                {
                    return LinuxStatus(CurrentFolder, path, 0, BasicFields, buffer) == 0 ? (Number16(status[28..]), Number32(status[20..]), Number32(status[24..])) : null;
                }

                return OperatingSystem.IsMacOS() && MacStatus(path, buffer) == 0 ? (Number16(status[4..]), Number32(status[16..]), Number32(status[20..])) : null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static unsafe int MacStatus(string path, byte* buffer) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? IntelMacStatus(path, buffer) : ArmMacStatus(path, buffer);

    private static int Number16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint Number32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int LinuxStatus(int folder, string path, int flags, uint fields, byte* status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int ArmMacStatus(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int IntelMacStatus(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}

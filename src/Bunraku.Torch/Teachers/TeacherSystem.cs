using Bunraku.Core.Images;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Native;

namespace Bunraku.Torch.Teachers;

/// <summary>The five networks, ready for pictures.</summary>
internal sealed class TeacherSystem(TeacherNetworkSet networks, string? notice) : ITeacherSystem
{
    public string Device => networks.Placement.Name;

    public string? Notice => notice;

    public ITeacherPoser Open(CharacterPicture picture) => TorchThread.Run(() =>
    {
        networks.ThrowIfDisposed();
        return new TeacherPoser(networks, picture);
    });

    public void Dispose() => TorchThread.Run(() =>
    {
        networks.Dispose();
        LibTorch.ReturnMemory();
    });
}

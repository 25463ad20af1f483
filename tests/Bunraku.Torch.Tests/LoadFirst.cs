using System.Runtime.CompilerServices;
using Bunraku.Torch.Native;

namespace Bunraku.Torch.Tests;

/// <summary>Whichever test comes first: libtorch is loaded our way before a static field asks TorchSharp for it, which would fail for good.</summary>
internal static class LoadFirst
{
    [ModuleInitializer]
    internal static void Load() => LibTorch.Load();
}

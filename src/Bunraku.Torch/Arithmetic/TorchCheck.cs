using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Core.Machine;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using TorchSharp;

namespace Bunraku.Torch.Arithmetic;

/// <summary>Checks libtorch's arithmetic; what the plug-in offers under <see cref="IMachineCheck"/>.</summary>
public sealed class TorchCheck : IMachineCheck
{
    /// <inheritdoc/>
    public MachineFact Check()
    {
        const string Name = "libtorch";
        try
        {
            LibTorch.Load();
            ProofResult result = ArithmeticProof.ResultOf(new TensorPlacement(torch.CPU), ProofSubject.All);
            string notice = ArithmeticProof.NoticeOf(result) is { } known ? $" {known}" : "";
            return new MachineFact(Name, string.Create(
                CultureInfo.InvariantCulture,
                $"{torch.__version__}, computes {result.Way!.Name}: {result.Cases} checks passed in {result.Time.TotalMilliseconds:0} ms.{notice}"));
        }
        catch (BadInputException problem)
        {
            return new MachineFact(Name, problem.Message, IsGood: false);
        }
    }
}

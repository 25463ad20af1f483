using Bunraku.Core.Errors;
using TorchSharp;
using static TorchSharp.torch;

namespace Bunraku.Torch.Devices;

/// <summary>Where tensors live and of which type they are.</summary>
/// <param name="Device">The device.</param>
/// <param name="Type">float32, or float64 in tests.</param>
internal sealed record TensorPlacement(Device Device, ScalarType Type = ScalarType.Float32)
{
    /// <summary>The type of the convolutions in the networks' blocks. What comes before and after the blocks is of <see cref="Type"/>: grids, colours, alphas and scales of norms.</summary>
    public ScalarType BlockType { get; init; } = Type;

    /// <summary>The same with blocks in bfloat16.</summary>
    public TensorPlacement WithBFloat16 => this with { BlockType = ScalarType.BFloat16 };

    /// <summary>As a user reads it: <c>cpu</c>, <c>cuda</c>, <c>mps</c>.</summary>
    public string Name => NameOf(Device.type);

    /// <summary>Whether oneDNN, the part of libtorch for processors, computes the convolutions.</summary>
    public bool UsesOneDnn => Device.type == DeviceType.CPU && Type is (ScalarType.Float32 or ScalarType.BFloat16);

    /// <summary>The placement that a user asks for, in float32.</summary>
    /// <param name="device">auto, cpu, cuda or mps.</param>
    /// <exception cref="BadInputException">There is no such device, or not here.</exception>
    public static TensorPlacement Of(string device)
    {
        DeviceType type = device switch
        {
            "auto" => cuda.is_available() ? DeviceType.CUDA : mps_is_available() ? DeviceType.MPS : DeviceType.CPU,
            "cpu" => DeviceType.CPU,
            "cuda" => cuda.is_available()
                ? DeviceType.CUDA
                : throw new BadInputException("There is no CUDA device that this libtorch can use. docs/teacher.md says how to get the one for NVIDIA's graphics cards; \"cpu\" works everywhere."),
            "mps" => mps_is_available() ? DeviceType.MPS : throw new BadInputException("There is no MPS device: it is the graphics processor of a Mac with Apple silicon. \"cpu\" works everywhere."),
            _ => throw new BadInputException($"{ForeignText.Quote(device)} is not a device. Use auto, cpu, cuda or mps."),
        };
        return new TensorPlacement(InitializeDevice(new Device(type)));
    }

    private static string NameOf(DeviceType type) => type switch
    {
        DeviceType.CUDA => "cuda",
        DeviceType.MPS => "mps",
        _ => "cpu",
    };
}

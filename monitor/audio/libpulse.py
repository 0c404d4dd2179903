"""What is needed of libpulse, the library of PulseAudio and of PipeWire's stand-in for it.

Through ctypes, since it is there wherever ALSA reaches a sound server, and no Python package for it
is needed.  Its structures only ever grow at their ends, so that the beginnings declared here hold.
"""

import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_uint8, c_uint32, c_uint64, c_void_p
from functools import cache
from typing import Any

READY, FAILED, TERMINATED = 4, 5, 6
"""States of a connection, of those that matter."""
NO_AUTOSPAWN = 1
SOURCES_AND_OUTPUTS = 0x0002 | 0x0008 | 0x0001 | 0x0080
"""What to be told of: sources, streams that record, sinks, and the server's defaults."""
SUSPENDED = 2
INVALID = 0xFFFFFFFF
PROCESS = b"application.process.id"


class SampleSpec(Structure):
    _fields_ = (("format", c_int), ("rate", c_uint32), ("channels", c_uint8))


class ChannelMap(Structure):
    _fields_ = (("channels", c_uint8), ("map", c_int * 32))


class Volume(Structure):
    _fields_ = (("channels", c_uint8), ("values", c_uint32 * 32))


class SourceInfo(Structure):
    _fields_ = (
        ("name", c_char_p),
        ("index", c_uint32),
        ("description", c_char_p),
        ("sample_spec", SampleSpec),
        ("channel_map", ChannelMap),
        ("owner_module", c_uint32),
        ("volume", Volume),
        ("mute", c_int),
        ("monitor_of_sink", c_uint32),
        ("monitor_of_sink_name", c_char_p),
        ("latency", c_uint64),
        ("driver", c_char_p),
        ("flags", c_int),
        ("proplist", c_void_p),
        ("configured_latency", c_uint64),
        ("base_volume", c_uint32),
        ("state", c_int),
    )


class OutputInfo(Structure):
    _fields_ = (
        ("index", c_uint32),
        ("name", c_char_p),
        ("owner_module", c_uint32),
        ("client", c_uint32),
        ("source", c_uint32),
        ("sample_spec", SampleSpec),
        ("channel_map", ChannelMap),
        ("buffer_usec", c_uint64),
        ("source_usec", c_uint64),
        ("resample_method", c_char_p),
        ("driver", c_char_p),
        ("proplist", c_void_p),
    )


class ServerInfo(Structure):
    _fields_ = (
        ("user_name", c_char_p),
        ("host_name", c_char_p),
        ("server_version", c_char_p),
        ("server_name", c_char_p),
        ("sample_spec", SampleSpec),
        ("default_sink_name", c_char_p),
        ("default_source_name", c_char_p),
    )


SourceSeen = CFUNCTYPE(None, c_void_p, POINTER(SourceInfo), c_int, c_void_p)
OutputSeen = CFUNCTYPE(None, c_void_p, POINTER(OutputInfo), c_int, c_void_p)
ServerSeen = CFUNCTYPE(None, c_void_p, POINTER(ServerInfo), c_void_p)
Changed = CFUNCTYPE(None, c_void_p, c_int, c_uint32, c_void_p)

_CALLS: dict[str, tuple[Any, list[Any]]] = {
    "pa_mainloop_new": (c_void_p, []),
    "pa_mainloop_free": (None, [c_void_p]),
    "pa_mainloop_get_api": (c_void_p, [c_void_p]),
    "pa_mainloop_prepare": (c_int, [c_void_p, c_int]),
    "pa_mainloop_poll": (c_int, [c_void_p]),
    "pa_mainloop_dispatch": (c_int, [c_void_p]),
    "pa_mainloop_wakeup": (None, [c_void_p]),
    "pa_context_new": (c_void_p, [c_void_p, c_char_p]),
    "pa_context_connect": (c_int, [c_void_p, c_char_p, c_int, c_void_p]),
    "pa_context_disconnect": (None, [c_void_p]),
    "pa_context_unref": (None, [c_void_p]),
    "pa_context_get_state": (c_int, [c_void_p]),
    "pa_context_set_subscribe_callback": (None, [c_void_p, Changed, c_void_p]),
    "pa_context_subscribe": (c_void_p, [c_void_p, c_int, c_void_p, c_void_p]),
    "pa_context_get_source_info_list": (c_void_p, [c_void_p, SourceSeen, c_void_p]),
    "pa_context_get_source_output_info_list": (c_void_p, [c_void_p, OutputSeen, c_void_p]),
    "pa_context_get_server_info": (c_void_p, [c_void_p, ServerSeen, c_void_p]),
    "pa_operation_unref": (None, [c_void_p]),
    "pa_proplist_gets": (c_char_p, [c_void_p, c_char_p]),
}


@cache
def library() -> Any:
    """The library, its calls declared; None where it is not installed."""
    try:
        pulse = ctypes.CDLL("libpulse.so.0")
        for name, (gives, takes) in _CALLS.items():
            call = getattr(pulse, name)
            call.restype, call.argtypes = gives, takes
    except (OSError, AttributeError):
        return None
    return pulse
